// `npm start`: checks the version of Node in a way that any version understands.
const major = Number(process.versions.node.split('.')[0])
if (major >= 20) import('./start.js')
else {
  console.error(`npm start needs Node 20 or newer, and this is ${process.version}.`)
  process.exitCode = 1
}
