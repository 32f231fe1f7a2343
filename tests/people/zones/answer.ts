/**
 * Answers the questions in a file, which compare.ts has written, on a machine that stands elsewhere. Run by
 * zones-compared.test.ts in a process of its own, because a process reads `TZ` once. Prints a line of JSON.
 */
import { readFileSync } from 'node:fs';
import { digestOf, hostNoon, type Question } from './questions.ts';

const questions: Question[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify({ digest: digestOf(questions), hostNoon: hostNoon() }));
