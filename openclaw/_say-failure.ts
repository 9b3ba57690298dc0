/** `give_up CODE WHAT WHY NEXT`: says it in the project's three lines and ends the script. */
export const sayFailure = String.raw`give_up() {
  printf '%s\n  Why:  %s\n  Next: %s\n' "$2" "$3" "$4" >&2
  exit "$1"
}`;
