// Runs a reader over the files named on the command line: a line of JSON for each, in their order, says what was
// understood of it or why it is refused. What is refused is told on standard error as well, and the exit code is then 1.
export async function each(read) {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    console.error("no file named");
    process.exit(2);
  }
  let refused = 0;
  for (const file of files) {
    try {
      process.stdout.write(JSON.stringify({ file, ...(await read(file)) }) + "\n");
    } catch (error) {
      const why = String(error?.message ?? error);
      refused += 1;
      process.stdout.write(JSON.stringify({ file, refused: why }) + "\n");
      console.error(`${file}: ${why}`);
    }
  }
  // what is still to be written must be out before the process ends; workers would keep it alive
  await new Promise((done) => process.stdout.write("", done));
  process.exit(refused ? 1 : 0);
}
