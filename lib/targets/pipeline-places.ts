import type { Service } from '../service/types.ts';
import { quoted, type View } from '../templates.ts';

/**
 * Which environments have what `scripts/deploy-pipeline.sh` deploys: with one pipeline home has it,
 * an environment in another account has build projects alone, and the others have nothing of their own.
 */
export function pipelinePlaces({ pipeline, environments }: Service): View {
  const homes = pipeline?.environments ?? [];
  const [home = ''] = homes;
  const away = pipeline?.elsewhere.map(({ environment }) => environment) ?? [];
  return {
    isOne: homes.length < environments.length,
    home: quoted.sh(home),
    away: quoted.text(away.join(' | ')),
    hasAway: away.length > 0,
  };
}
