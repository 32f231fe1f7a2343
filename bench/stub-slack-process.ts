/** The stub Slack in a process of its own, so that its work is not the work of what is measured. Says its address. */
import { startStubSlack } from './stub-slack.ts';

const { apiUrl } = await startStubSlack({
  directory: '',
  signal: new AbortController().signal,
  atEnd: () => undefined,
});
process.once('disconnect', () => process.exit(0));
process.send?.(apiUrl);
