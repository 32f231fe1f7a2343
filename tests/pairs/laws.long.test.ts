/** What is random about pairs, many more times than with every run. */
import './coaching-laws.test.ts';
import './mentoring-laws.test.ts';
import './private.test.ts';
import './crowd.test.ts';
