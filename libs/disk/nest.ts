export * from './write/disk-failure.js';
export * from './write/file-form.js';
export * from './write/open-file.js';
export * from './write/replace-file.js';
export * from './write/settings.js';
