import { runSimulator } from '#twilio-simulator';

await runSimulator();
