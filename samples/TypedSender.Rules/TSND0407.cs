namespace TypedSender.Rules.TSND0407;

#if VIOLATION
[AmqpContract]
public sealed partial record Rotation(double[,] Matrix);
#else
[AmqpContract]
public sealed partial record Rotation(double[][] Matrix);
#endif
