import {createRouter, createWebHistory} from 'vue-router';

import {may, session} from './api';

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? {top: 0},
  routes: [
    {path: '/', redirect: '/reports'},
    {path: '/reports', name: 'reports', component: () => import('./list/ListPage.vue')},
    {path: '/reports/:id', name: 'report', component: () => import('./reading/ReaderPage.vue'), props: true},
    {path: '/find', name: 'find', component: () => import('./find/FindPage.vue')},
    {path: '/compare', name: 'compare', component: () => import('./compare/ComparePage.vue')},
    {path: '/admin', redirect: () => (may('people.see') && session.value?.sign_in === 'required' ? '/admin/people' : '/admin/audit')},
    {path: '/admin/audit', name: 'audit', component: () => import('./admin/AuditPage.vue')},
    {path: '/admin/people', name: 'people', component: () => import('./admin/PeoplePage.vue')},
    {path: '/account', name: 'account', component: () => import('./account/AccountPage.vue')},
    {path: '/set-up', name: 'set-up', component: () => import('./account/SetUpPage.vue')},
    {path: '/link', name: 'link', component: () => import('./account/LinkPage.vue')},
    {path: '/:rest(.*)', name: 'missing', component: () => import('./shell/MissingPage.vue')},
  ],
});
