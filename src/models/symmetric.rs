//! Small symmetric matrices: their axes, their inverse, their inverse where they are flat.

#![allow(clippy::needless_range_loop, reason = "rows and columns of small matrices read best by their numbers")]

/// A symmetric matrix.
pub(super) type Matrix<const N: usize> = [[f64; N]; N];

/// A symmetric matrix as lengths along axes at right angles to each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axes<const N: usize> {
    /// How far it stretches along each axis.
    pub(super) lengths: [f64; N],
    /// The axes: `directions[k]` belongs to `lengths[k]`.
    pub(super) directions: Matrix<N>,
}

/// Sweeps over a matrix of so few rows converge in six or seven; this is never reached.
const SWEEPS: usize = 60;

impl<const N: usize> Axes<N> {
    /// Jacobi's rotations, until nothing is left beside the diagonal.
    pub(super) fn of(mut m: Matrix<N>) -> Self {
        let mut directions = [[0.0; N]; N];
        (0..N).for_each(|k| directions[k][k] = 1.0);
        for _ in 0..SWEEPS {
            let beside: f64 = (0..N).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| m[i][j] * m[i][j]).sum();
            let along: f64 = (0..N).map(|i| m[i][i] * m[i][i]).sum();
            if beside <= 1e-40 * along {
                break;
            }
            for i in 0..N {
                for j in i + 1..N {
                    rotate(&mut m, &mut directions, i, j);
                }
            }
        }
        let mut lengths = [0.0; N];
        (0..N).for_each(|k| lengths[k] = m[k][k]);
        Self { lengths, directions }
    }

    /// Puts another function of each length in its place: the inverse, for one.
    pub(super) fn with(&self, of: impl Fn(f64) -> f64) -> Matrix<N> {
        let mut out = [[0.0; N]; N];
        for (length, direction) in self.lengths.iter().zip(&self.directions) {
            let length = of(*length);
            for i in 0..N {
                for j in 0..N {
                    out[i][j] += length * direction[i] * direction[j];
                }
            }
        }
        out
    }
}

fn rotate<const N: usize>(m: &mut Matrix<N>, directions: &mut Matrix<N>, i: usize, j: usize) {
    if m[i][j] == 0.0 {
        return;
    }
    let theta = (m[j][j] - m[i][i]) / (2.0 * m[i][j]);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for k in 0..N {
        let (a, b) = (m[k][i], m[k][j]);
        m[k][i] = c * a - s * b;
        m[k][j] = s * a + c * b;
    }
    for k in 0..N {
        let (a, b) = (m[i][k], m[j][k]);
        m[i][k] = c * a - s * b;
        m[j][k] = s * a + c * b;
        let (a, b) = (directions[i][k], directions[j][k]);
        directions[i][k] = c * a - s * b;
        directions[j][k] = s * a + c * b;
    }
}

/// A matrix times a vector.
pub(super) fn times<const N: usize>(m: &Matrix<N>, v: &[f64; N]) -> [f64; N] {
    let mut out = [0.0; N];
    for i in 0..N {
        out[i] = (0..N).map(|j| m[i][j] * v[j]).sum();
    }
    out
}

/// Two vectors multiplied.
pub(super) fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `a b a`, for symmetric matrices.
pub(super) fn sandwich<const N: usize>(a: &Matrix<N>, b: &Matrix<N>) -> Matrix<N> {
    let product = |x: &Matrix<N>, y: &Matrix<N>| {
        let mut out = [[0.0; N]; N];
        for (i, row) in out.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell = (0..N).map(|k| x[i][k] * y[k][j]).sum();
            }
        }
        out
    };
    product(&product(a, b), a)
}

#[cfg(test)]
mod tests {
    use super::{Axes, times};

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let m = [[4.0, 1.0, -0.5], [1.0, 3.0, 0.25], [-0.5, 0.25, 1e-3]];
        let inverse = Axes::of(m).with(|length| 1.0 / length);
        let back = times(&inverse, &times(&m, &[1.0, -2.0, 3.0]));
        for (found, expected) in back.iter().zip([1.0, -2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-9, "{back:?}");
        }
    }

    #[test]
    fn a_flat_direction_has_length_zero() {
        let axes = Axes::of([[1.0, -1.0], [-1.0, 1.0]]);
        let least = usize::from(axes.lengths[0] >= axes.lengths[1]);
        assert!(axes.lengths[least].abs() < 1e-15);
        assert!((axes.directions[least][0] - axes.directions[least][1]).abs() < 1e-15);
    }
}
