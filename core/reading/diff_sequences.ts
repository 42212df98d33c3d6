// Aligning two sequences: which elements correspond, so that as few as possible are left over, in bounded time.

/** A step of an alignment: the index on each side, or −1 where that side has nothing. */
export type Step = readonly [a: number, b: number];

/** So many differences are looked through at once; beyond, the best way so far is taken and the rest aligned on its own. */
const MOST_DIFFERENCES = 1000;

/**
 * Aligns sequences of numbers, equal ones with equal ones, in time proportional to their length times 1,000 at most.
 * The alignment is the best one while there are at most 1,000 differences.
 */
export function align(a: ArrayLike<number>, b: ArrayLike<number>): Step[] {
  const steps: Step[] = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    for (; i < a.length && j < b.length && a[i] === b[j]; i++, j++) steps.push([i, j]);
    if (i === a.length || j === b.length) break;
    const part = walk(a, b, i, j);
    for (const step of part) steps.push(step);
    for (const [x, y] of part) {
      if (x >= 0) i = x + 1;
      if (y >= 0) j = y + 1;
    }
  }
  for (; i < a.length; i++) steps.push([i, -1]);
  for (; j < b.length; j++) steps.push([-1, j]);
  return steps;
}

/**
 * The greedy algorithm of Myers from one place on: `furthest` has, by diagonal, how far one comes with so many
 * differences; each round allows one more.
 */
function walk(a: ArrayLike<number>, b: ArrayLike<number>, fromA: number, fromB: number): Step[] {
  const n = a.length - fromA, m = b.length - fromB;
  const most = Math.min(n + m, MOST_DIFFERENCES);
  const rounds: Int32Array[] = [];
  let furthest = new Int32Array([0]);
  for (let d = 0; d <= most; d++) {
    const round = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : begin(furthest, d, k);
      while (x < n && x - k < m && a[fromA + x] === b[fromB + x - k]) x++;
      round[k + d] = x;
      if (x >= n && x - k >= m) return path([...rounds, round], k, fromA, fromB);
    }
    rounds.push(round);
    furthest = round;
  }
  return path(rounds, best(furthest, most, n, m), fromA, fromB);
}

/** Where a diagonal begins in round d: down from the one above, or to the right from the one below. */
function begin(before: Int32Array, d: number, k: number): number {
  return isDown(before, d, k) ? before[k + d] : before[k + d - 2] + 1;
}

function isDown(before: Int32Array, d: number, k: number): boolean {
  return k === -d || (k !== d && before[k + d - 2] < before[k + d]);
}

/** The diagonal on which most is behind one, within both sequences. */
function best(furthest: Int32Array, d: number, n: number, m: number): number {
  let found = -d, most = -1;
  for (let k = -d; k <= d; k += 2) {
    const x = furthest[k + d], y = x - k;
    if (x <= n && y <= m && y >= 0 && x + y > most) [found, most] = [k, x + y];
  }
  return found;
}

/** The steps that led to a diagonal of the last round. */
function path(rounds: readonly Int32Array[], last: number, fromA: number, fromB: number): Step[] {
  const steps: Step[] = [];
  let k = last;
  for (let d = rounds.length - 1; d >= 0; d--) {
    let x = rounds[d][k + d];
    const first = d === 0 ? 0 : begin(rounds[d - 1], d, k);
    for (; x > first; x--) steps.push([fromA + x - 1, fromB + x - 1 - k]);
    if (d === 0) break;
    const down = isDown(rounds[d - 1], d, k);
    steps.push(down ? [-1, fromB + x - k - 1] : [fromA + x - 1, -1]);
    k += down ? 1 : -1;
  }
  return steps.reverse();
}
