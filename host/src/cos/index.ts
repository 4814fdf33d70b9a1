export { DEFAULT_MAX_UPLOAD_BYTES, PackageStore, type PackageStoreOptions } from "./package-store.js";
