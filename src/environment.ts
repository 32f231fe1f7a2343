import { join } from 'node:path';
import { type Config, ConfigError, parseConfig } from './config.ts';

/**
 * The configuration out of the environment, and out of the file `.env` where the program was started.
 *
 * @throws ConfigError in words, also where `.env` is there and cannot be read
 */
export function readEnvironment(): Config {
  try {
    process.loadEnvFile(join(process.cwd(), '.env'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw new ConfigError([
        `The file .env cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`,
      ]);
  }
  return parseConfig(process.env);
}
