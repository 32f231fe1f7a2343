"""SciPy's side of the rows cohort-dense and cohort-sparse: one process, told by lines what to do.

"load DIRECTORY dense|sparse" reads a cohort (Int32 files, see files.ts), "solve" answers with its own time.
The competitor is as good as we could make it. Dense: the matrix of costs, guides repeated for each place, is made
while loading and not timed; forbidden pairs cost more than everything else together. Sparse: making the matrix is
timed, as it is for us. A full matching must exist there, so dummies are added, for learners or for places; of the
three ways (with neither, where that is possible) the fastest for this cohort is taken.
"""

import json
import sys
import time

try:
    import numpy as np
    import scipy
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)


class Cohort:
    def __init__(self, directory):
        read = lambda name: np.fromfile(f"{directory}/{name}.i32", dtype=np.int32).astype(np.int64)
        self.capacity, self.guide, self.score = read("capacity"), read("guide"), read("score")
        self.row_start = read("rowStart")
        self.learners = len(self.row_start) - 1
        self.places = int(self.capacity.sum())
        self.max_score = int(self.score.max(initial=0))
        self.forbidden = (min(self.learners, self.places) + 1.0) * (self.max_score + 1)


def dense_matrix(cohort):
    costs = np.full((cohort.learners, len(cohort.capacity)), cohort.forbidden)
    rows = np.repeat(np.arange(cohort.learners), np.diff(cohort.row_start))
    costs[rows, cohort.guide] = -cohort.score
    return np.ascontiguousarray(np.repeat(costs, cohort.capacity, axis=1))


def solve_dense(cohort, costs):
    begun = time.perf_counter()
    rows, columns = linear_sum_assignment(costs)
    seconds = time.perf_counter() - begun
    found = costs[rows, columns]
    found = found[found < cohort.forbidden]
    return {"seconds": seconds, "matched": len(found), "total": int(-found.sum())}


def sparse_matrix(cohort, dummies):
    """Costs from 1 up, since a 0 would be no edge; a place is a column."""
    learners, places = cohort.learners, cohort.places
    first = np.concatenate(([0], np.cumsum(cohort.capacity)))
    times = cohort.capacity[cohort.guide]
    rows = np.repeat(np.repeat(np.arange(learners), np.diff(cohort.row_start)), times)
    costs = np.repeat(cohort.max_score + 1.0 - cohort.score, times)
    among = np.arange(len(rows)) - np.repeat(np.cumsum(times) - times, times)
    columns = np.repeat(first[cohort.guide], times) + among
    if dummies == "none":
        return csr_matrix((costs, (rows, columns)), shape=(learners, places))
    count = learners if dummies == "places" else places
    one_each = np.arange(count)
    costs = np.concatenate((costs, np.full(count, cohort.forbidden)))
    if dummies == "places":
        shape = (learners, places + learners)
        rows, columns = np.concatenate((rows, one_each)), np.concatenate((columns, places + one_each))
    else:
        shape = (learners + places, places)
        rows, columns = np.concatenate((rows, learners + one_each)), np.concatenate((columns, one_each))
    return csr_matrix((costs, (rows, columns)), shape=shape)


def solve_sparse(cohort, dummies):
    begun = time.perf_counter()
    matrix = sparse_matrix(cohort, dummies)
    rows, columns = min_weight_full_bipartite_matching(matrix)
    seconds = time.perf_counter() - begun
    real = (rows < cohort.learners) & (columns < cohort.places)
    found = np.asarray(matrix[rows[real], columns[real]]).ravel()
    return {"seconds": seconds, "matched": len(found), "total": int((cohort.max_score + 1 - found).sum())}


def fastest(cohort):
    """The way that was fastest the second time, of those that find a matching."""
    took = {}
    for dummies in ("none", "places", "learners"):
        try:
            solve_sparse(cohort, dummies)
            took[dummies] = solve_sparse(cohort, dummies)["seconds"]
        except ValueError:
            pass
    return min(took, key=took.get)


def load(directory, kind):
    cohort = Cohort(directory)
    if kind == "dense":
        costs = dense_matrix(cohort)
        return lambda: solve_dense(cohort, costs), "guides repeated"
    dummies = fastest(cohort)
    with_them = {"none": "no dummies", "places": "dummy places", "learners": "dummy learners"}
    return lambda: solve_sparse(cohort, dummies), with_them[dummies]


print(json.dumps({"scipy": scipy.__version__}), flush=True)
for line in sys.stdin:
    told = line.split()
    if told[0] == "load":
        solve, how = load(told[1], told[2])
        answer = {"how": how}
    else:
        answer = solve()
    print(json.dumps(answer), flush=True)
