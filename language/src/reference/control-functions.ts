/** A function of vectors in ngspice's script language. */
export interface ControlFunctionFacts {
  name: string;
  signature: string;
  meaning: string;
}

function of(signature: string, meaning: string): ControlFunctionFacts {
  return { name: signature.slice(0, signature.indexOf('(')), signature, meaning };
}

export const CONTROL_FUNCTIONS: readonly ControlFunctionFacts[] = [
  of('mag(vector)', 'The magnitude.'), of('ph(vector)', 'The phase in radians, or degrees after `set units=degrees`.'), of('cph(vector)', 'The phase without jumps.'),
  of('unwrap(vector)', 'A phase without jumps.'), of('j(vector)', 'Times the imaginary unit.'), of('real(vector)', 'The real part.'), of('imag(vector)', 'The imaginary part.'),
  of('conj(vector)', 'The complex conjugate.'), of('db(vector)', 'Twenty times the logarithm to base 10.'), of('log(vector)', 'The logarithm to base 10.'), of('log10(vector)', 'The logarithm to base 10.'),
  of('ln(vector)', 'The natural logarithm.'), of('exp(vector)', 'The exponential.'), of('abs(vector)', 'The magnitude.'), of('sqrt(vector)', 'The square root.'),
  of('sin(vector)', 'The sine.'), of('cos(vector)', 'The cosine.'), of('tan(vector)', 'The tangent.'), of('atan(vector)', 'The inverse tangent.'),
  of('sinh(vector)', 'The hyperbolic sine.'), of('cosh(vector)', 'The hyperbolic cosine.'), of('tanh(vector)', 'The hyperbolic tangent.'),
  of('floor(vector)', 'The next integer below.'), of('ceil(vector)', 'The next integer above.'), of('nint(vector)', 'The nearest integer.'),
  of('mean(vector)', 'The mean of its values.'), of('stddev(vector)', 'The standard deviation of its values.'), of('avg(vector)', 'The mean up to each point.'), of('norm(vector)', 'Divided by its largest magnitude.'),
  of('vecmin(vector)', 'The least value.'), of('vecmax(vector)', 'The largest value.'), of('minimum(vector)', 'The least value.'), of('maximum(vector)', 'The largest value.'),
  of('vector(number)', 'The numbers 0, 1 … up to below it.'), of('cvector(number)', 'The same, complex.'), of('unitvec(number)', 'That many ones.'), of('cunitvec(number)', 'The same, complex.'), of('length(vector)', 'How many values it has.'),
  of('deriv(vector)', 'The derivative along the axis.'), of('integ(vector)', 'The integral along the axis.'), of('interpolate(plot.vector)', 'Another plot’s vector at the points of this plot.'),
  of('group_delay(vector)', 'The group delay of a response.'), of('fft(vector)', 'The Fourier transform.'), of('ifft(vector)', 'The inverse Fourier transform.'), of('sortorder(vector)', 'The places of its values in order.'),
  of('rnd(vector)', 'Random integers below its values.'), of('sgauss(vector)', 'Random numbers, normally distributed.'), of('sunif(vector)', 'Random numbers between -1 and 1.'),
  of('poisson(vector)', 'Random integers of Poisson’s distribution.'), of('exponential(vector)', 'Random numbers of the exponential distribution.'), of('timer(vector)', 'Seconds since a time.'), of('clock(vector)', 'The time.'),
];

const byName = new Map(CONTROL_FUNCTIONS.map((facts) => [facts.name, facts]));

/** A function by its name in lower case. */
export function findControlFunction(name: string): ControlFunctionFacts | undefined {
  return byName.get(name);
}
