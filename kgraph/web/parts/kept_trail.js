// The way that a brief has gone, as words of addresses, for as long as the tab is open.
const KEPT = "kgraph.trail";
const QUIET = 1000;   // ms without a hand or a run: what is told sooner would stop what was asked for
const AGAIN = 5000;   // ms
const NONE = { words: [], at: -1, forgotten: 0 };
let here = NONE;      // the way since the page was loaded
let asking = null;    // the way before that, until it is taken up
let touched = performance.now();

for (const kind of ["pointerdown", "keydown", "popstate"]) {
  addEventListener(kind, () => { touched = performance.now(); }, true);
}

// One act of a visitor is one step back: what it changes of the address comes word by word, and what comes
// after the first word takes the place of that. What is said anew under a name, or once the app has been at
// rest, is of another act: that of a run which was asked for before the first one had ended, or one without
// any of these events.
const ACTS = ["pointerdown", "click", "keydown", "change", "submit", "drop", "popstate"];
const LOOK = 200;     // ms
let told = null;      // the names under which this act has said something

for (const kind of ACTS) {
  addEventListener(kind, () => { told = null; }, true);
}

const push = history.pushState.bind(history);

history.pushState = (state, title, to) => {
  const next = new URL(to ?? location.href, location.href);
  const names = changed(new URL(location.href), next);
  const joined = told && next.pathname === location.pathname && !names.some((name) => told.has(name));
  told = new Set([...(joined ? told : []), ...names]);
  lapse(told);
  return joined ? history.replaceState(state, title, to) : push(state, title, to);
};

// The names under which two addresses say different things.
function changed(before, after) {
  const [old, now] = [before.searchParams, after.searchParams];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.filter((name) => old.get(name) !== now.get(name));
}

// Nothing is joined to what was told before the app came to rest, seen twice: a word may come just after.
function lapse(those) {
  let still = 0;
  const timer = setInterval(() => {
    still = isRunning() ? 0 : still + 1;
    if (told === those && still < 2) return;
    clearInterval(timer);
    if (told === those) told = null;
  }, LOOK);
}

function isRunning() {
  return document.querySelector('.stApp:not([data-test-script-state="notRunning"])') !== null;
}

function atRest(act) {
  const timer = setInterval(() => {
    if (isRunning() || performance.now() - touched < QUIET) return;
    clearInterval(timer);
    act();
  }, LOOK);
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

// A step of a way: the word at which one is, how many there are, and how many were forgotten.
function stepped(way, data) {
  const words = way.words.slice(Math.max(data.forgotten - way.forgotten, 0));
  words[data.at] = data.word;
  words.length = data.many;
  return { words, at: data.at, forgotten: data.forgotten, most: data.most };
}

// The way that led to a word. A page that was loaded anew before its last step was noted has gone
// it all the same.
function before(word, loaded) {
  const kept = read();
  if (!kept) return null;
  const at = kept.words[kept.at] === word ? kept.at : kept.words.lastIndexOf(word);
  if (at >= 0) return { words: kept.words, at };
  const reloaded = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (!loaded || !reloaded) return null;
  const words = [...kept.words.slice(0, kept.at + 1), word].slice(-kept.most);
  return { words, at: words.length - 1 };
}

// The earlier way, and what was gone since.
function whole(earlier, since) {
  const gone = since.words.length > 1;
  return gone ? [...earlier.words.slice(0, earlier.at), ...since.words] : earlier.words;
}

// A message can be lost among others: it is told until it is taken up, a few times.
function tell(setTriggerValue, times) {
  atRest(() => {
    if (!asking) return;
    write({ ...here, words: whole(asking, here), at: asking.at + Math.max(here.at, 0), forgotten: 0 });
    setTriggerValue("kept", asking);
    if (times > 1) setTimeout(() => tell(setTriggerValue, times - 1), AGAIN);
  });
}

export default function ({ data, setTriggerValue }) {
  const loaded = here.words.length === 0;
  const earlier = !asking && data.many === 1 ? before(data.word, loaded) : null;
  here = stepped(here, data);
  if (earlier && earlier.words.length > 1) {
    asking = earlier;
    tell(setTriggerValue, 3);
  }
  if (data.taken) asking = null;
  if (!asking) write(stepped(read() ?? NONE, data));
}
