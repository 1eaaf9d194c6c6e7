import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

// The desk serves what is built here; while the screens are worked on, `npm run dev` asks a running desk.
export default defineConfig({
  plugins: [vue()],
  build: {outDir: 'dist', target: 'es2022', sourcemap: false, reportCompressedSize: true, assetsInlineLimit: 0},
  server: {proxy: {'/api': {target: 'http://127.0.0.1:8080', changeOrigin: true}}},
});
