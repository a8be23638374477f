import { runAdmin } from './admin/run-admin.ts';

/* What an administrator of the installation does from a terminal; `npm run admin` shows what there is. */
process.exitCode = await runAdmin(process.argv.slice(2), {
  environment: process.env,
  print: console.log,
  complain: console.error,
});
