/* Ends with 0 when the process of this container answers: at the path given, or that it is ready. */
const [path = '/health/ready'] = process.argv.slice(2);
const answer = await fetch(`http://127.0.0.1:${process.env['PORT'] ?? 3000}${path}`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
