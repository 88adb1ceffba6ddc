import { writeFileSync } from 'node:fs';
import { jsonReport } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { sarifReport } from '../report/sarif.ts';
import { styleOf } from '../report/style.ts';
import { textReport } from '../report/text.ts';
import type { AccountReport } from '../report/types.ts';
import type { AccountOptions } from './account-options.ts';
import type { CommandIo } from './io.ts';

/** Writes a report in the wanted format to stdout or a file. */
export function writeReport(report: AccountReport, options: AccountOptions, io: CommandIo): void {
  const text = format(report, options, io);
  if (options.output === undefined) io.out(text);
  else writeFileSync(options.output, text);
}

function format(report: AccountReport, options: AccountOptions, io: CommandIo): string {
  switch (options.format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'junit':
      return junitReport(report);
    case 'text':
      return textReport(
        report,
        styleOf(io.isColoured && !options.noColor && options.output === undefined),
      );
  }
}
