export { signInBanner } from './banner.ts';
export { type DevelopmentIssuer, developmentIssuer, type DevelopmentIssuerSettings } from './development-issuer.ts';
export { type DevelopmentPerson, developmentPeople } from './people.ts';
export { deskClientId, scriptsClientId } from './provider.ts';
