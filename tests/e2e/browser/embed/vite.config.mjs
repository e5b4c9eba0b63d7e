import vue from "@vitejs/plugin-vue";

// In development mode, React and Vue check more and print warnings.
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
