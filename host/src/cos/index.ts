export { PackageStore, type PackageStoreOptions } from "./package-store.js";
