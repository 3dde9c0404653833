namespace TypedSender.Rules.TSND0306;

#if VIOLATION
[AmqpContract]
public partial interface IFigure;

[AmqpContract(Descriptor = "acme:circle")]
public sealed partial record Circle(int Radius) : IFigure;
#else
[AmqpContract, AmqpKnownType(typeof(Circle))]
public partial interface IFigure;

[AmqpContract(Descriptor = "acme:circle")]
public sealed partial record Circle(int Radius) : IFigure;
#endif
