// The way that a brief has gone, as words of addresses, for as long as the tab is open.
const KEPT = "kgraph.trail";
const SETTLED = 700;   // ms: what is asked of the server sooner would stop the run that draws the page
let asking = null;

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return Array.isArray(kept?.words) ? kept : null;
  } catch { return null; }   // where a browser keeps nothing, undo begins with the page
}

function write(kept) {
  try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* full, or not allowed */ }
}

// A step: the word at which one is, and how many there are; what was forgotten is no longer kept.
function step(data) {
  const kept = read() ?? { words: [], forgotten: 0 };
  kept.words.splice(0, Math.max(data.forgotten - kept.forgotten, 0));
  kept.words[data.at] = data.word;
  kept.words.length = data.many;
  write({ words: kept.words, forgotten: data.forgotten });
}

export default function ({ data, setTriggerValue }) {
  const kept = asking ?? (data.many === 1 ? read() : null);
  const at = kept ? kept.words.lastIndexOf(data.word) : -1;
  if (!asking && at >= 0 && kept.words.length > 1) {
    asking = kept;
    setTimeout(() => {
      write({ words: kept.words, forgotten: 0 });
      setTriggerValue("kept", { words: kept.words, at });
    }, SETTLED);
  } else if (!asking || data.many > 1) {
    step(data);
  }
}
