// What is picked in a picture, told to the picture apart from it: the picture does not travel again.
export default function ({ data }) {
  window.kgraphFocus = { ...window.kgraphFocus, [data.picture]: data };
  window.dispatchEvent(new CustomEvent("kgraph-focus", { detail: data }));
}
