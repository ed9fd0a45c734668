// Looks for the number that the page asks for, a slice at a time, so that the page stays quick.
// SHA-256 is written out because browsers offer theirs on encrypted connections only.

const K = [];
const START = [];
for (let candidate = 2; K.length < 64; candidate += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) prime = false;
  if (!prime) continue;
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
  if (START.length < 8) START.push(fraction(Math.sqrt(candidate)));
  K.push(fraction(Math.cbrt(candidate)));
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

// The digest of an ASCII text, in hex.
function sha256(text) {
  const blocks = Math.ceil((text.length + 9) / 64);
  const words = new Uint32Array(blocks * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
  words[words.length - 1] = text.length * 8;
  const state = Uint32Array.from(START);
  const w = new Uint32Array(64);
  for (let block = 0; block < blocks; block += 1) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        w[i] = words[block * 16 + i];
      } else {
        const low = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const high = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + low + w[i - 7] + high;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

async function prove(box) {
  const { salt, goal, most } = box.dataset;
  const sum = box.querySelector("[data-proof-sum]");
  const state = box.querySelector("[data-proof-state]");
  state.hidden = false;
  state.textContent = state.dataset.working;
  for (let number = 0; number < Number(most); number += 1) {
    if (sha256(`${salt}${number}`) === goal) {
      box.querySelector("[name=proof-number]").value = String(number);
      sum.hidden = true;
      state.textContent = state.dataset.done;
      box.dataset.done = "1";
      return;
    }
    if (number % 500 === 499) await new Promise((resume) => { setTimeout(resume, 0); });
  }
  state.hidden = true;
}

for (const box of document.querySelectorAll("[data-proof]")) prove(box);
