// How Next.js builds the portal; nothing is for the package.
export default { poweredByHeader: false };
