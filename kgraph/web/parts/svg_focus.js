export default one => {
  const heard = (window.kgraph ??= {});
  heard[one.data.picture] = one;
  dispatchEvent(new Event("kgraph"));
  return () => {   // with the page: what is picked in the next one's picture waits for its own
    if (heard[one.data.picture]?.parentElement === one.parentElement) delete heard[one.data.picture];
  };
};
