// Runs a reader over the files named on the command line, and tells which are refused.
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
      refused += 1;
      console.error(`${file}: ${error?.message ?? error}`);
    }
  }
  // what is still to be written must be out before the process ends; workers would keep it alive
  await new Promise((done) => process.stdout.write("", done));
  process.exit(refused ? 1 : 0);
}
