// What the packaged Electron is allowed to do: switches in its binary that no command line or environment turns back.

/** On in the package and off everywhere else, or the other way about: read back by scripts/check-package.mjs. */
export const PACKAGE_FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
