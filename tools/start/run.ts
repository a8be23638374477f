import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readEnvironment } from '#platform';
import { type Child, NotToBeHad, portProblem, type Server, startPostgres } from '../infrastructure/index.ts';
import { keepsCompiled } from '../infrastructure/compiled.ts';
import { claim, release } from '../infrastructure/processes.ts';
import { banner } from './banner.ts';
import { CannotStart, lastWords, runTool, startProcess, untilReady } from './processes.ts';
import { type Kept, keptSecrets, type StartSettings, startSettings } from './settings.ts';

/** The demo's support number at the simulated Twilio. */
export const demoNumber = '+14252306549';

function readSettings(): StartSettings {
  try {
    return readEnvironment(startSettings);
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error));
  }
}

/** The whole product as `npm start` runs it: what is embedded, the one process, the demo. */
export class Product {
  private readonly settings: StartSettings;
  private readonly folder: string;
  private readonly dist: string;
  private readonly logFile: string;
  private readonly kept: Kept;
  private readonly publicUrl: string;
  private postgres: Server | undefined;
  private process: Child | undefined;
  private ending = false;
  /** Called when the process ends without having been told to, with the end of its log. */
  onBroken: (words: string) => void = () => {};
  /** Called with what begins now. */
  onStep: (what: string) => void = () => {};

  /** Throws `CannotStart` when another one runs on the same data. */
  constructor(root: string) {
    this.settings = readSettings();
    this.folder = resolve(root, this.settings.DATA_FOLDER);
    this.dist = join(root, 'dist');
    this.logFile = join(this.folder, 'parley.log');
    this.kept = keptSecrets(this.folder);
    this.publicUrl = (this.settings.PUBLIC_BASE_URL ?? `http://localhost:${this.settings.PORT}`).replace(/\/+$/, '');
    const other = claim(join(this.folder, 'start.owner'));
    if (other) throw new CannotStart(`Parley already runs on ${this.folder} (process ${other}).`);
  }

  /** Brings everything up and returns what to tell people. */
  async start(): Promise<string> {
    await this.checkPort();
    this.onStep('database');
    const database = await this.findDatabase();
    await this.startServices();
    const number = await this.seed();
    const { settings } = this;
    const short = (path: string) => relative(process.cwd(), path) || path;
    const data = join(this.folder, 'postgres');
    // started by root, they may have to lie where PostgreSQL can reach them
    const elsewhere = existsSync(data) && realpathSync(data) !== realpathSync(this.folder) + sep + 'postgres';
    const dataFolder = short(this.folder) + (elsewhere ? ` and ${realpathSync(data)}` : '');
    return banner({ url: this.publicUrl, settings, database, dataFolder, logFile: short(this.logFile), number });
  }

  /** After a build: the new code, on the same database. */
  async restart(): Promise<void> {
    this.ending = true;
    await this.process?.end('SIGTERM', 10_000);
    await this.startServices();
  }

  /** Ends everything, in the order that loses nothing. */
  async stop(): Promise<void> {
    this.ending = true;
    await this.process?.end('SIGTERM', 10_000);
    await this.postgres?.stop();
    release(join(this.folder, 'start.owner'));
  }

  private async checkPort(): Promise<void> {
    const { HOST, PORT } = this.settings;
    const problem = await portProblem(PORT, HOST);
    if (problem === 'EADDRINUSE')
      throw new CannotStart(`Port ${PORT} is taken by another program. Choose another one: PORT=${PORT + 1} npm start`);
    if (problem === 'EADDRNOTAVAIL')
      throw new CannotStart(`This machine has no address ${HOST}. Choose another one: HOST=127.0.0.1 npm start`);
    if (problem)
      throw new CannotStart(
        `Port ${PORT} of ${HOST} cannot be listened on (${problem}). Choose another one: PORT=8080 npm start`,
      );
  }

  private async findDatabase(): Promise<string> {
    const { DATABASE_URL } = this.settings;
    if (DATABASE_URL) return `PostgreSQL at ${new URL(DATABASE_URL).host}`;
    const settings = { dataFolder: join(this.folder, 'postgres'), password: this.kept.databasePassword };
    this.postgres = await startPostgres(settings).catch((error: unknown) => {
      if (!(error instanceof NotToBeHad)) throw error;
      throw new CannotStart(
        `${error.message}\nA PostgreSQL elsewhere can take its place: DATABASE_URL=postgres://… npm start`,
      );
    });
    return `${this.postgres.source}, port ${new URL(this.postgres.url).port}`;
  }

  private async startServices(): Promise<void> {
    const env = this.environment();
    this.onStep('tables');
    await runTool(join(this.dist, 'tools', 'migrate.js'), env);
    this.onStep('services');
    const child = await startProcess(join(this.dist, 'apps', 'all-in-one', 'src', 'main.js'), env, this.logFile);
    this.process = child;
    await untilReady(child, this.localUrl(), this.logFile);
    this.ending = false;
    void child.ended.then(() => {
      if (!this.ending) this.onBroken(`Parley ended. The end of ${this.logFile}:\n${lastWords(this.logFile)}`);
    });
  }

  /** What a person has set wins over what was made up. */
  private environment(): NodeJS.ProcessEnv {
    const { kept, settings } = this;
    const passwords = Object.entries(kept.servicePasswords).map(
      ([schema, password]) => [`DATABASE_PASSWORD_${schema.toUpperCase()}`, password] as const,
    );
    const account = { sid: kept.demo.accountSid, authToken: kept.demo.authToken, numbers: [{ number: demoNumber }] };
    return {
      ...Object.fromEntries(passwords),
      SECRETS_KEYS: kept.secretsKeys,
      LINK_KEYS: kept.linkKeys,
      MEDIA_FOLDER: join(this.folder, 'media'),
      CONVERSATIONS_SECRETS_KEYS: kept.secretsKeys,
      SIMULATOR_ACCOUNTS: JSON.stringify([account]),
      ...keepsCompiled(join(this.dist, '..')),
      ...process.env,
      DATABASE_URL: settings.DATABASE_URL ?? this.postgres?.url,
      HOST: settings.HOST,
      PORT: String(settings.PORT),
      PUBLIC_BASE_URL: this.publicUrl,
      DATA_FOLDER: this.folder,
    };
  }

  /** Only where both stand-ins are: a real sign-in service or a real Twilio has no place for a demo. */
  private async seed(): Promise<string | undefined> {
    const { OIDC_ISSUER, TWILIO_API_BASE_URL } = this.settings;
    if (OIDC_ISSUER || TWILIO_API_BASE_URL) return undefined;
    this.onStep('demo');
    const { scriptsSecret } = JSON.parse(readFileSync(join(this.folder, 'issuer.json'), 'utf8')) as {
      scriptsSecret: string;
    };
    await runTool(join(this.dist, 'tools', 'seed.js'), {
      ...this.environment(),
      BASE_URL: this.localUrl(),
      OIDC_ISSUER: `${this.publicUrl}/oidc`,
      TWILIO_API_BASE_URL: this.localUrl(),
      SCRIPT_CLIENT_SECRET: scriptsSecret,
      DEMO_ACCOUNT_SID: this.kept.demo.accountSid,
      DEMO_AUTH_TOKEN: this.kept.demo.authToken,
      DEMO_NUMBER: demoNumber,
    });
    return demoNumber;
  }

  private localUrl(): string {
    const { HOST, PORT } = this.settings;
    const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
    return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
  }
}
