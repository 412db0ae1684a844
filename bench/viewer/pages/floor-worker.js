const chunks = [];
const bases = [];
let total = 0;
let starts = new Float64Array(1 << 16);
let count = 0;
const utf8 = new TextDecoder();
const latin = new TextDecoder("latin1");

function bytes(from, to) {
  const joined = new Uint8Array(to - from);
  let at = bases.findLastIndex((base) => base <= from);
  for (let done = 0; done < joined.length; at += 1) {
    const begin = from + done - bases[at];
    const part = chunks[at].subarray(begin, begin + joined.length - done);
    joined.set(part, done);
    done += part.length;
  }
  return joined;
}

function read(first, last) {
  return Array.from({ length: Math.max(0, Math.min(last, count) - first) }, (_, index) => {
    const line = first + index;
    const text = utf8.decode(bytes(starts[line], Math.min(starts[line + 1] - 1, starts[line] + 4_000)));
    return text.slice(text.lastIndexOf("\r") + 1);
  });
}

async function load({ address, live }) {
  const reader = (await fetch(address)).body.getReader();
  let toldAt = 0;
  let shown = 0;
  const tell = (done) => {
    const first = live ? Math.max(0, count - 60) : 0;
    const lines = live || shown < 60 ? read(first, first + 60) : undefined;
    shown = count;
    postMessage({ count, done, first, lines });
  };
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value;
    chunks.push(chunk);
    bases.push(total);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
      count += 1;
      if (count === starts.length) {
        const grown = new Float64Array(count * 2);
        grown.set(starts);
        starts = grown;
      }
      starts[count] = total + at + 1;
    }
    total += chunk.length;
    if (performance.now() - toldAt < 16) continue;
    toldAt = performance.now();
    tell(false);
  }
  tell(true);
}

function search(text) {
  let found = 0;
  let tail = "";
  for (const chunk of chunks) {
    const all = tail + latin.decode(chunk);
    for (let at = all.indexOf(text); at !== -1; at = all.indexOf(text, at + 1)) found += 1;
    tail = all.slice(1 - text.length);
  }
  return found;
}

addEventListener("message", ({ data }) => {
  if (data.address) void load(data);
  else if (data.get) postMessage({ first: data.get[0], lines: read(...data.get) });
  else postMessage({ found: search(data.find) });
});
