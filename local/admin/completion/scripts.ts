/** Scripts that a shell sources: the function `scim-admin`, and completion for it and for `npm run admin -- …`. */
import type { Rule } from './rules.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const scriptFor = (shell: Shell, rules: readonly Rule[]): string => SCRIPTS[shell](rules);

/** Names of commands, options and choices need no quoting beyond this. */
const quoted = (text: string): string => `'${text}'`;

/** Texts that a star, which stands for anything, is between. */
const partsOf = ({ command, last }: Rule): readonly (readonly string[])[] => {
  if (last === undefined) return [[command], [`${command} `, '']];
  return typeof last === 'string' ? [[command, ` ${last}`]] : [[command]];
};

/** To bash and zsh a star in quotes is none. */
const posixPattern = (parts: readonly string[]): string =>
  parts.map((part) => (part === '' && parts.length > 1 ? '' : quoted(part))).join('*');

/** Fish would look for files by a star that is not in quotes. */
const fishPattern = (parts: readonly string[]): string => quoted(parts.join('*'));

const posixCases = (rules: readonly Rule[]): string =>
  rules
    .map(
      (rule) => `    ${partsOf(rule).map(posixPattern).join('|')}) echo ${quoted(rule.offered.join(' '))} ;;`,
    )
    .join('\n');

const fishCases = (rules: readonly Rule[]): string =>
  rules
    .flatMap((rule) => [
      `    case ${partsOf(rule).map(fishPattern).join(' ')}`,
      ...(rule.offered.length > 0 ? [`      string split -- ' ' ${quoted(rule.offered.join(' '))}`] : []),
    ])
    .join('\n');

/** The function of bash and zsh that tells what may follow the words of its argument. */
const posixOffered = (rules: readonly Rule[]): string =>
  `scim-admin() { npm run --silent admin -- "$@"; }

_scim_admin_offered() {
  case "$1" in
${posixCases(rules)}
  esac
}`;

const SCRIPTS: Readonly<Record<Shell, (rules: readonly Rule[]) => string>> = {
  bash: (rules) => `${posixOffered(rules)}

_scim_admin() {
  local IFS=$' \\n' begin=1
  if [ "\${COMP_WORDS[0]}" = npm ]; then
    begin=4
    if [ "\${COMP_WORDS[*]:1:3}" != 'run admin --' ] || [ "$COMP_CWORD" -lt "$begin" ]; then
      if declare -F _npm_completion > /dev/null; then _npm_completion "$@"; fi
      return
    fi
  fi
  local before="\${COMP_WORDS[*]:$begin:$((COMP_CWORD - begin))}"
  COMPREPLY=($(compgen -W "$(_scim_admin_offered "$before")" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _scim_admin scim-admin npm`,

  zsh: (rules) => `${posixOffered(rules)}

_scim_admin() {
  local begin=2
  if [[ $words[1] == npm ]]; then
    begin=5
    if [[ "\${(j: :)words[2,4]}" != 'run admin --' ]] || (( CURRENT < begin )); then
      if (( $+functions[_npm] )); then _npm "$@"; fi
      return
    fi
  fi
  local before=''
  if (( CURRENT > begin )); then before="\${(j: :)words[begin,CURRENT-1]}"; fi
  compadd -- \${(s: :)"$(_scim_admin_offered "$before")"}
}
compdef _scim_admin scim-admin npm`,

  fish: (rules) => `function scim-admin
  npm run --silent admin -- $argv
end

function __scim_admin_offered
  set -l words (commandline -opc)
  if test "$words[1]" = npm
    test "$words[2..4]" = 'run admin --'; or return
    set words $words[4..]
  end
  set -l before (string join ' ' -- $words[2..])
  switch "$before"
${fishCases(rules)}
  end
end

complete -c scim-admin -f -a '(__scim_admin_offered)'
complete -c npm -a '(__scim_admin_offered)'`,
};
