// Where two sentences differ, character by character; digits of one number stay together.

export interface Run {
  text: string;
  other: boolean;  // not in the other sentence
}

const LONGEST = 1200;  // units; the table grows with the product of both

function units(text: string): string[] {
  return text.match(/\d[\d.,]*%?|[A-Za-z]+|\s+|[^]/gu) ?? [];
}

function runsOf(parts: readonly string[], common: readonly boolean[]): Run[] {
  const runs: Run[] = [];
  parts.forEach((text, i) => {
    const other = !common[i];
    const last = runs[runs.length - 1];
    if (last && last.other === other) last.text += text;
    else runs.push({text, other});
  });
  return runs;
}

/** Both sentences as runs; those of one sentence, put together, are the sentence. Long ones are told apart by their
 * common beginning and end only. */
export function differences(left: string, right: string): [Run[], Run[]] {
  const a = units(left);
  const b = units(right);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) ++head;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) ++tail;
  const inA = a.map((_, i) => i < head || i >= a.length - tail);
  const inB = b.map((_, i) => i < head || i >= b.length - tail);
  const rows = a.length - head - tail;
  const columns = b.length - head - tail;
  if (rows > 0 && columns > 0 && rows <= LONGEST && columns <= LONGEST) {
    // longest[i][j]: units that the ends from i and j have in common
    const width = columns + 1;
    const longest = new Uint16Array((rows + 1) * width);
    const at = (i: number, j: number) => longest[i * width + j] ?? 0;
    for (let i = rows - 1; i >= 0; --i)
      for (let j = columns - 1; j >= 0; --j)
        longest[i * width + j] = a[head + i] === b[head + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    for (let i = 0, j = 0; i < rows && j < columns; ) {
      if (a[head + i] === b[head + j]) inA[head + i++] = inB[head + j++] = true;
      else if (at(i + 1, j) >= at(i, j + 1)) ++i;
      else ++j;
    }
  }
  return [runsOf(a, inA), runsOf(b, inB)];
}
