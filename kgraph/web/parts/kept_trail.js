// The way that a brief has gone, as words of addresses, for as long as the tab is open.
const KEPT = "kgraph.trail";
const QUIET = 1000;   // ms without a hand or a run: what is told sooner would stop what was asked for
let asking = null;
let touched = performance.now();

for (const kind of ["pointerdown", "keydown", "popstate"]) {
  addEventListener(kind, () => { touched = performance.now(); }, true);
}

function atRest(act) {
  const timer = setInterval(() => {
    const running = document.querySelector('.stApp:not([data-test-script-state="notRunning"])');
    if (running || performance.now() - touched < QUIET) return;
    clearInterval(timer);
    act();
  }, 200);
}

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
    atRest(() => {
      write({ words: kept.words, forgotten: 0 });
      setTriggerValue("kept", { words: kept.words, at });
    });
  } else if (!asking || data.many > 1) {
    step(data);
  }
}
