import {
  type CompletedCommand,
  flagsWithChoices,
  flagsWithText,
  LATER_WORDS,
  PROGRAMS,
  spellingsOf,
} from './words.ts';

/** The completion of bash, 3.2 and newer. The first command is the one without a word. */
export function bashScript([first, ...others]: readonly [
  CompletedCommand,
  ...CompletedCommand[],
]): string {
  const commands = [first, ...others];
  const names = commands.map(({ name }) => name);
  return `# Completion of ecs-iam in bash, written by: ecs-iam completion bash
_ecs_iam() {
  local cur prev command at line words='' flags='' values='' later=''
  cur=\${COMP_WORDS[COMP_CWORD]}
  prev=\${COMP_WORDS[COMP_CWORD - 1]}
  # bash takes --flag=value apart at the sign.
  if [ "$cur" = '=' ]; then
    cur=''
  elif [ "$prev" = '=' ]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  command=\${COMP_WORDS[1]}
  at=2
  COMPREPLY=()
  case $command in
    ${names.join(' | ')}) ;;
    *)
      command=${first.name}
      at=1
      words='${names.join(' ')}'
      ;;
  esac
  case $command in
${commands.map(commandCase).join('')}  esac
  if [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$cur"))
  elif [ "\${cur#-}" != "$cur" ]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  elif [ "$COMP_CWORD" -eq "$at" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  elif [ -n "$later" ]; then
    while IFS= read -r line; do
      line=$(printf %q "$line")
      if [ "\${line#"$cur"}" != "$line" ] || [ -z "$cur" ]; then COMPREPLY+=("$line"); fi
    done < <("\${COMP_WORDS[0]}" completion ${LATER_WORDS} "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2> /dev/null)
  fi
}
complete -o bashdefault -o default -F _ecs_iam ${PROGRAMS.join(' ')}
`;
}

function commandCase(command: CompletedCommand): string {
  const text = flagsWithText(command);
  const cases = [
    ...flagsWithChoices(command).map(
      ({ spellings, words }) =>
        `        ${spellings.join(' | ')}) values='${words.join(' ')}' ;;\n`,
    ),
    // The shell completes paths.
    ...(text.length === 0 ? [] : [`        ${text.join(' | ')}) return ;;\n`]),
  ];
  const later = command.hasLaterWords ? '      later=yes\n' : '';
  const words = command.words.length === 0 ? '' : `      words='${command.words.join(' ')}'\n`;
  const values = cases.length === 0 ? '' : `      case $prev in\n${cases.join('')}      esac\n`;
  return `    ${command.name})
${words}${later}      flags='${spellingsOf(command).join(' ')}'
${values}      ;;
`;
}
