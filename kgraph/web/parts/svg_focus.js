export default one => {
  (window.kgraph ??= {})[one.data.picture] = one;
  dispatchEvent(new Event("kgraph"));
};
