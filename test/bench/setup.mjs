#!/usr/bin/env node
// `npm run bench:setup`: a Python environment for the references, from pinned versions, in a folder that git ignores.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const VENV = path.resolve(HERE, '../../node_modules/.cache/bench/venv');
const IS_WINDOWS = process.platform === 'win32';
const PYTHON = path.join(VENV, IS_WINDOWS ? 'Scripts/python.exe' : 'bin/python');
const LEAST_MINOR = 11;

function run(command, args, stdio = 'inherit') {
  const { status, error, stdout } = spawnSync(command, args, { stdio, encoding: 'utf8' });
  return { isGood: !error && status === 0, said: stdout ?? '' };
}

/** A Python on this machine that the pinned versions install on. */
function findPython() {
  const asked = process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python'];
  return asked.find((command) => {
    const { isGood, said } = run(command, ['-c', 'import sys; print(*sys.version_info[:2])'], 'pipe');
    const [major, minor] = said.trim().split(' ').map(Number);
    return isGood && major === 3 && minor >= LEAST_MINOR;
  });
}

function fail(line) {
  console.error(line);
  process.exit(1);
}

const install = (file) =>
  run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', path.join(HERE, file)]).isGood;

if (!fs.existsSync(PYTHON)) {
  const python = findPython();
  if (!python)
    fail(
      `This needs Python 3.${LEAST_MINOR} or newer; PYTHON may name it. Without it, npm run bench shows our figures alone.`,
    );
  if (!run(python, ['-m', 'venv', VENV]).isGood)
    fail('The environment could not be made: is the venv module of this Python installed?');
}
if (!install('requirements.txt'))
  fail('The references could not be installed: check the network or the registry settings of pip.');
// On Linux it brings the GPU's libraries too, over two gigabytes; all other cases do without it.
console.error('Installing PyTorch, which may take minutes …');
if (!install('requirements-torch.txt'))
  console.error('PyTorch could not be installed: the autoencoder is shown without its reference.');
if (!install('requirements-maps.txt'))
  console.error('umap-learn and openTSNE could not be installed: the maps are shown without their references.');
if (!install('requirements-trees.txt'))
  console.error('shap and LightGBM could not be installed: TreeSHAP is shown without its reference.');
if (!install('requirements-recommend.txt'))
  console.error('implicit and numba could not be installed: recommenders are shown without their references.');
console.error(`The references are in ${path.relative(process.cwd(), VENV)}.`);
