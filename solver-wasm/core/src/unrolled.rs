//! Loops whose steps are known when they are compiled.
//!
//! LLVM leaves a loop of more than ten or so steps as it is, however short its body,
//! and then its arrays have to be in memory; so that what is meant to be straight
//! code is written as such here.

/// So many steps at most are written out; more are a loop, which is smaller.
const MOST: usize = 25;

/// Calls with 0 to `N` − 1, each call compiled for itself.
#[inline(always)]
pub fn each<const N: usize>(mut work: impl FnMut(usize)) {
    if N > MOST {
        (0..N).for_each(work);
        return;
    }
    macro_rules! steps {
        ($($step:literal)*) => { $(if $step < N { work($step); })* };
    }
    steps!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24);
}

#[cfg(test)]
mod tests {
    use super::each;

    fn steps<const N: usize>() -> Vec<usize> {
        let mut all = Vec::new();
        each::<N>(|step| all.push(step));
        all
    }

    #[test]
    fn every_step_is_taken_once_and_in_turn() {
        assert_eq!(steps::<0>(), Vec::<usize>::new());
        assert_eq!(steps::<3>(), [0, 1, 2]);
        assert_eq!(steps::<25>(), (0..25).collect::<Vec<_>>());
        assert_eq!(steps::<40>(), (0..40).collect::<Vec<_>>());
    }
}
