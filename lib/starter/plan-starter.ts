import type { Answers } from '../answers/types.ts';
import { buildService } from '../service/build-service.ts';
import type { Service } from '../service/types.ts';
import { planWrites } from './plan-writes.ts';
import { renderStarter } from './render-starter.ts';
import { withRetired } from './retired.ts';
import { settleAnswers } from './settle-answers.ts';
import type { WritePlan } from './write-plan.ts';

/** What writing the repo of some answers would do to a folder. */
export interface StarterPlan {
  readonly service: Service;
  readonly plan: WritePlan;
  /** What was found out and the user should know, one sentence each. */
  readonly found: readonly string[];
}

/** Decides all that writing a repo does to a folder, and touches nothing. @throws UserError for what keeps it from that. */
export async function planStarter(given: Answers, folder: string): Promise<StarterPlan> {
  const { answers, writesApp, top, found } = await settleAnswers(given, folder);
  const service = buildService(answers);
  const plan = await planWrites(folder, await renderStarter(service, writesApp), top);
  return { service, plan: withRetired(plan, service), found };
}
