import { ASK_FOR_COMPLETION, type Shell } from '../../shells.ts';

/**
 * What `mofn completion SHELL` prints. At each Tab the script asks the program what may stand at the cursor
 * (completion/answer-shell.ts): the one that PATH finds, never one that is named by its path on the line,
 * which nobody has said yes to. It hands over what is typed as data, and takes what comes back as data:
 * nothing of either is evaluated.
 */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# Completion of mofn, for bash 4.4 and later.
_mofn() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      +files) compopt -o bashdefault -o default ;;
      +commands) mapfile -t COMPREPLY < <(compgen -c -- "$2") ;;
      +filenames) compopt -o filenames ;;
      +nospace) compopt -o nospace ;;
      =*) COMPREPLY+=("\${line#=}") ;;
    esac
  done < <(command mofn ${ASK_FOR_COMPLETION} bash "$COMP_WORDBREAKS" "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
}
complete -F _mofn mofn
`,
  zsh: `#compdef mofn
# Completion of mofn, for zsh.
_mofn() {
  local line answer
  local -a parts words_told open_told named opened folders
  answer=$(command mofn ${ASK_FOR_COMPLETION} zsh "\${(@Q)words[1,CURRENT-1]}" "$PREFIX" 2>/dev/null </dev/null)
  for line in "\${(@f)answer}"; do
    parts=("\${(@ps:\\t:)line}")
    case $parts[1] in
      +files) _files; return ;;
      +commands) CURRENT=\${words[(i)--]}; shift $CURRENT words; CURRENT=1; _normal; return ;;
      +head*) compset -P "*\${line#+head }" ;;
      folder) folders+=("$parts[2]") ;;
      *)
        if (( $#parts > 2 )); then
          line="\${\${parts[2]//\\\\/\\\\\\\\}//:/\\\\:}:$parts[3]"
          if [[ $parts[1] = open ]]; then open_told+=("$line"); else words_told+=("$line"); fi
        elif [[ $parts[1] = open ]]; then opened+=("$parts[2]")
        elif [[ $parts[1] = word ]]; then named+=("$parts[2]")
        fi ;;
    esac
  done
  (( $#words_told )) && _describe -V 'mofn' words_told
  (( $#open_told )) && _describe -V 'mofn' open_told -S ''
  (( $#named )) && compadd -a named
  (( $#opened )) && compadd -S '' -a opened
  (( $#folders )) && compadd -q -S / -a folders
}
if [ "$funcstack[1]" = "_mofn" ]; then _mofn "$@"; else compdef _mofn mofn; fi
`,
  fish: `# Completion of mofn, for fish.
function __mofn_complete
    set -l word (commandline -ct)
    set -l answer (command mofn ${ASK_FOR_COMPLETION} fish (commandline -opc) "$word" 2>/dev/null </dev/null)
    switch "$answer"
        case +files
            __mofn_complete_as "'' $word"
        case +commands
            __mofn_complete_as "$word"
        case '*'
            printf '%s\\0' $answer
    end
end
# What fish itself completes of a line, each ended by a zero byte: a name may have a newline in it.
function __mofn_complete_as
    for one in (complete --escape -C "$argv[1]")
        set -l parts (string split -m 1 \\t -- $one)
        set parts[1] (string unescape -- $parts[1] | string collect)
        printf '%s\\0' (string join \\t -- $parts | string collect)
    end
end
complete -c mofn -f -a '(__mofn_complete | string split0)'
`,
};
