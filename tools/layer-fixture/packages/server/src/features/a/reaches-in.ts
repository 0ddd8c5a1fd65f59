import '../b/inner.ts'
import './circle.ts'
