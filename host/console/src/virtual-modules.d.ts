declare module "virtual:tdesign-theme.css";
