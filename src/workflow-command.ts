/**
 * A line that the runner takes for a command, on standard output and standard error alike. For the
 * scripts that are too small to carry @actions/core.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(
  name: 'add-mask' | 'debug' | 'warning',
  value: string,
): `::${string}\n` {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return `::${name}::${escaped}\n`
}
