// Light, dark, or as the system has it.

import {computed, ref, watchEffect} from 'vue';

export type Theme = 'system' | 'light' | 'dark';
const kept = localStorage.getItem('theme');
export const theme = ref<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

const query = matchMedia('(prefers-color-scheme: dark)');
const systemDark = ref(query.matches);
query.addEventListener('change', () => (systemDark.value = query.matches));

export const dark = computed(() => (theme.value === 'system' ? systemDark.value : theme.value === 'dark'));

watchEffect(() => {
  document.documentElement.classList.toggle('dark', dark.value);
  localStorage.setItem('theme', theme.value);
});
