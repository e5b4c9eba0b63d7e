import vue from "@vitejs/plugin-vue";

// React and Vue check more, and warn, in development.
const mode = process.env.NODE_ENV;
const isCustomElement = (tag) => tag.startsWith("rollcall-");

export default {
  logLevel: "warn",
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  build: {
    outDir: `dist/${mode}`,
    minify: mode === "production",
    rollupOptions: { input: ["react.tsx", "vue.ts", "component.tsx"], output: { entryFileNames: "[name].js" } },
  },
};
