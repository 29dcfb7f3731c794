/* Where unsent entries lie: in IndexedDB, by person, with locks and news between the tabs of one browser. A browser
   that keeps nothing (a private window, a full disk) is told of once, by the event shelf:fails. */
"use strict";

const shelf = (() => {
  const PATIENCE = 3000; // ms that a browser may take to open its store
  const LEASE = 20000; // ms that a lock without Web Locks holds: longer than any request
  // On the desk lie locks, by name, and what somebody is typing, by [person, address].
  const STORES = { unsent: ["person", "path"], late: ["person", "ticket"], desk: "name" };
  const person = Number(document.body.dataset.person || 0);
  let session = Number(document.body.dataset.session || 0);
  const channel = new BroadcastChannel("ejournal");
  let sound = true;
  let left = false; // signed out in another tab: nothing of this session is kept any more

  const fail = () => {
    if (sound && person) {
      sound = false;
      document.dispatchEvent(new Event("shelf:fails"));
    }
    return null;
  };
  const opened = new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE);
    try {
      const request = indexedDB.open("ejournal", 2);
      request.onupgradeneeded = () => {
        const base = request.result;
        for (const [name, keyPath] of Object.entries(STORES)) {
          if (!base.objectStoreNames.contains(name)) base.createObjectStore(name, { keyPath });
        }
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
    } catch { resolve(null); }
  });
  opened.then((base) => base || fail());

  /* One transaction; {result} of the last request that `act` made, null when nothing was kept. */
  const within = async (names, act, mode = "readwrite") => {
    const base = await opened;
    if (!base) return fail();
    return new Promise((resolve) => {
      try {
        const transaction = base.transaction(names, mode);
        const request = act(...names.map((name) => transaction.objectStore(name)));
        transaction.oncomplete = () => resolve({ result: request && request.result });
        transaction.onerror = transaction.onabort = () => resolve(fail());
      } catch { resolve(fail()); }
    });
  };
  const mine = () => IDBKeyRange.bound([person], [person, []]);
  /* What is put and removed at one moment goes in one transaction: five hundred are as quick as one. */
  const orders = [];
  let written = Promise.resolve();
  const order = (name, act) => {
    orders.push([name, act]);
    if (orders.length === 1) written = Promise.all([written, Promise.resolve().then(write)]);
    return written;
  };
  const write = () => {
    const batch = orders.splice(0);
    const names = [...new Set(batch.map(([name]) => name))];
    return within(names, (...stores) => { for (const [name, act] of batch) act(stores[names.indexOf(name)]); });
  };
  const put = async (name, ...records) => {
    if (person && !left) await Promise.all(records.map((record) => order(name, (store) => store.put(record))));
  };
  const remove = (name, ...keys) =>
    Promise.all(keys.map((key) => order(name, (store) => store.delete([person, key]))));
  /* Decide by what lies there, in one transaction: `act` gives the record to put, null to remove it, or nothing. */
  const change = (name, key, act) => {
    written = written.then(() => within([name], (store) => {
      const asked = store.get([person, key]);
      asked.onsuccess = () => {
        const record = act(asked.result);
        if (record && !left) store.put(record);
        else if (record !== undefined) store.delete([person, key]);
      };
    }));
    return written;
  };
  const all = async (name) => {
    await written;
    const found = person && await within([name], (store) => store.getAll(mine()), "readonly");
    return found ? found.result : null;
  };
  /* Whether a record still lies there; yes when nobody can tell. */
  const holds = async (name, key) => {
    await written;
    const found = await within([name], (store) => store.count([person, key]), "readonly");
    return left || !found || found.result > 0;
  };
  /* At sign-out all goes, and what a tab of this session may still put down is thrown away when it is found. */
  const wipe = () => written.then(() => within(["unsent", "late", "desk"], (unsent, late, desk) => {
    unsent.delete(mine());
    late.delete(mine());
    desk.delete(mine());
    desk.put({ name: `left ${person}`, session });
  }));
  const clean = () => within(["unsent", "late", "desk"], (unsent, late, desk) => {
    const asked = desk.get(`left ${person}`);
    asked.onsuccess = () => {
      if (!asked.result) return;
      for (const store of [unsent, late, desk]) {
        store.openCursor(mine()).onsuccess = ({ target: { result: cursor } }) => {
          if (!cursor) return;
          if (cursor.value.session === asked.result.session) cursor.delete();
          cursor.continue();
        };
      }
    };
  });

  /* A lock among the tabs: gives the function that opens it again, or null when another tab holds it. */
  const claim = (name) => (navigator.locks ? lock : lease)(`${person} ${name}`);
  const lock = (name) => new Promise((resolve) => {
    const hold = (held) => (held ? new Promise((release) => { resolve(release); }) : resolve(null));
    navigator.locks.request(`ejournal ${name}`, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
  });
  const lease = async (name) => {
    const now = Date.now();
    let free = true;
    await within(["desk"], (desk) => {
      const asked = desk.get(name);
      asked.onsuccess = () => {
        const { until } = asked.result || { until: 0 };
        free = until < now || until > now + LEASE; // a clock set back must not lock for ever
        if (free) desk.put({ name, until: now + LEASE });
      };
    });
    return free ? () => within(["desk"], (desk) => desk.delete(name)) : null;
  };

  /* News for the other tabs of this person; `here` and `left` concern everybody's. */
  const say = (news, detail) => {
    try { channel.postMessage({ news, person, session, detail }); } catch { /* the page is going */ }
  };
  channel.addEventListener("message", ({ data }) => {
    const own = data.person === person;
    if (data.news === "here" && own) [left, session] = [false, data.session];
    if (data.news === "left" && own && data.session === session) left = true;
    if (own || data.news === "here") {
      document.dispatchEvent(new CustomEvent(`shelf:${data.news}`, { detail: { own, ...data.detail } }));
    }
  });
  if (person) say("here", {});

  return {
    person, session: () => session, put, remove, change, all, holds, wipe, clean, claim, say,
    done: () => written, sound: () => sound,
  };
})();
