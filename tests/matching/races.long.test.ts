/** The races, more often than with every run: the one that is lost may be the seldom one. */
import './flow-races.test.ts';
