/**
 * Formats a workflow command, for standard output or standard error, in scripts that are too small to
 * bundle @actions/core.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(
  name: 'add-mask' | 'debug' | 'notice' | 'warning',
  value: string,
): `::${string}\n` {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return `::${name}::${escaped}\n`
}
