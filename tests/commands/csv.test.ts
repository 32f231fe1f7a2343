import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, writeLines } from '../../src/commands/csv.ts';

let directory = '';
let files = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coach-csv-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function fileWith(content: string | Uint8Array): Promise<string> {
  files += 1;
  const path = join(directory, `file-${files}.csv`);
  await writeFile(path, content);
  return path;
}

async function read(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { line, cells } of linesOf(path)) found.push(`${line}: ${JSON.stringify(cells)}`);
  return found;
}

const PLAIN = ['1: ["person","title"]', '2: ["U1","zażółć"]', '3: ["U2","a, b"]'];

describe('a CSV file', () => {
  const commas = 'person,title\nU1,zażółć\nU2,"a, b"\n';
  it.each<[string, string | Uint8Array]>([
    ['with commas', commas],
    ['without a line end', commas.trimEnd()],
    ['with a byte order mark', `\uFEFF${commas}`],
    ['with CRLF', commas.replaceAll('\n', '\r\n')],
    ['with CR alone', commas.replaceAll('\n', '\r')],
    ['with semicolons', 'person;title\r\nU1;zażółć\r\nU2;a, b\r\n'],
    ['with tabs', 'person\ttitle\nU1\tzażółć\nU2\ta, b\n'],
    ['in UTF-16', Buffer.from(`\uFEFF${commas}`, 'utf16le')],
    ['in UTF-16, the other way round', Buffer.from(`\uFEFF${commas}`, 'utf16le').swap16()],
    ['with empty lines at the end', `${commas}\n\n,\n;;\n`.replace(';;', '')],
  ])('%s reads the same', async (_what, content) => {
    expect(await read(await fileWith(content))).toEqual(PLAIN);
  });

  it('may name what stands between its cells, as Excel does', async () => {
    expect(await read(await fileWith('sep=;\r\nperson;title\r\nU1;"a,b,c"\r\n'))).toEqual([
      '2: ["person","title"]',
      '3: ["U1","a,b,c"]',
    ]);
  });

  it.each(['\n', '\r\n', '\r'])(
    'numbers lines as an editor does, line breaks in cells included (%j)',
    async (end) => {
      const content = ['person,title', 'U1,"one', 'two', 'three"', '', 'U2,x'].join(end);
      expect(await read(await fileWith(content))).toEqual([
        '1: ["person","title"]',
        '2: ["U1","one\\ntwo\\nthree"]',
        '6: ["U2","x"]',
      ]);
    },
  );

  it('is read in pieces: a line and a character may lie across two', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `U${at},"ż${at}\r\nć"`);
    const found = await read(await fileWith(['person,title', ...rows].join('\r\n')));
    expect(found).toHaveLength(20_001);
    expect(found.at(-1)).toBe('40000: ["U19999","ż19999\\nć"]');
  });

  it.each<[string, string | Uint8Array, string]>([
    [
      'a workbook',
      Buffer.from([0x50, 0x4b, 3, 4, 0, 0]),
      'is a workbook, not a CSV file. In your spreadsheet',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 13]), 'is not a text file.'],
    [
      'in the code page of Windows',
      Buffer.from('person,title\nU1,za\xbf\xf3\n', 'latin1'),
      'is not written in UTF-8',
    ],
  ])('that is %s is refused in a sentence', async (_what, content, sentence) => {
    await expect(read(await fileWith(content))).rejects.toThrow(sentence);
  });

  it('that is not there, or a directory, is refused in a sentence', async () => {
    await expect(read(join(directory, 'none.csv'))).rejects.toThrow(/^There is no file .*none\.csv\.$/);
    await expect(read(directory)).rejects.toThrow(/ is a directory; name a CSV file\.$/);
  });

  it('with a quote that is never closed gives what stands before, and then the line', async () => {
    const path = await fileWith('person,title\nU1,x\nU2,"y\nU3,z\n');
    const found: number[] = [];
    const reading = (async () => {
      for await (const { line } of linesOf(path)) found.push(line);
    })();
    await expect(reading).rejects.toMatchObject({
      line: 3,
      message: expect.stringContaining('never closed'),
    });
    expect(found).toEqual([1, 2]);
  });

  it('with a quote in the middle of a cell names its line', async () => {
    const reading = read(await fileWith('person,title\nU1,x\nU2,"y"z\n'));
    await expect(reading).rejects.toMatchObject({ line: 3, message: expect.stringContaining('doubled') });
  });

  it('with a line that goes on and on is not taken into memory', async () => {
    const reading = read(await fileWith(`person,title\nU1,${'x'.repeat(500_000)}\n`));
    await expect(reading).rejects.toMatchObject({ line: 2 });
  });
});

describe('a CSV file that is written', () => {
  it('begins with a byte order mark, ends lines as Excel does, and is for its owner alone', async () => {
    const path = join(directory, 'written.csv');
    await writeLines(
      [
        ['person', 'title'],
        ['U1', 'a,"b"\nc'],
      ],
      path,
      process.stdout,
    );
    expect(await readFile(path, 'utf8')).toBe('\uFEFFperson,title\r\nU1,"a,""b""\nc"\r\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('does not replace one that is there', async () => {
    const path = await fileWith('mine');
    await expect(writeLines([['x']], path, process.stdout)).rejects.toThrow(
      /is there already; it is left as it is/,
    );
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  it('goes where text is read, which is not closed', async () => {
    let text = '';
    const output = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    await writeLines([['x']], undefined, output);
    expect(text).toBe('\uFEFFx\r\n');
    expect(output.writableEnded).toBe(false);
  });

  it('reads as it was written, whatever stands in it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'ż', '=', "'", '\t') });
    const rows = fc.array(fc.tuple(cell, cell), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        files += 1;
        const path = join(directory, `round-${files}.csv`);
        await writeLines([['person', 'title'], ...given], path, process.stdout);
        const found: string[][] = [];
        for await (const { cells } of linesOf(path)) found.push(cells);
        expect(found.slice(1)).toEqual(given.filter((cells) => cells.some((one) => one.trim() !== '')));
      }),
      { numRuns: 50 },
    );
  });
});
