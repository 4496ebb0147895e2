// The address of what is seen, with its theme: as it is now, whatever was picked since the page ran.
// The address at which the same is answered without a browser.
function curled(here, data) {
  const there = new URL(here);
  there.pathname = there.pathname.replace(/[^/]*$/, data.curl);
  there.searchParams.delete(data.word);
  there.searchParams.set("format", "csv");
  return there.href.replaceAll("'", "%27");
}

export default function ({ data, parentElement }) {
  const field = parentElement.querySelector("input");
  const copy = parentElement.querySelector("button");
  const told = parentElement.querySelector("[role=status]");
  const tell = () => {
    const here = new URL(location.href);
    here.searchParams.delete("embed_options");
    here.searchParams.set(data.word, data.theme);
    for (const [name, value] of Object.entries(data.held)) here.searchParams.set(name, value);
    field.value = data.curl ? `curl '${curled(here, data)}'` : here.href;
    told.textContent = "";
  };
  field.setAttribute("aria-label", data.label);
  tell();
  window.navigation?.addEventListener("currententrychange", tell);
  field.onfocus = () => { tell(); field.select(); };
  copy.onclick = async () => {
    tell();
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }   // without https there is no clipboard
    told.textContent = "Copied";
  };
  return () => window.navigation?.removeEventListener("currententrychange", tell);
}
