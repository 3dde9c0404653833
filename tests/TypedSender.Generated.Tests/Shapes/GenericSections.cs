namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A generic contract with entries of every section that is a map.</summary>
[AmqpContract]
public sealed partial record MarkedEvent<T>(
    T Value,
    [property: DeliveryAnnotation("x-opt-d")] int Delivery,
    [property: MessageAnnotation("x-opt-m")] int Message,
    [property: ApplicationProperty("p")] int Property,
    [property: Footer("x-opt-f")] int Footer);

/// <summary>The same, written out for its type argument.</summary>
[AmqpContract]
public sealed partial record MarkedNumber(
    int Value,
    [property: DeliveryAnnotation("x-opt-d")] int Delivery,
    [property: MessageAnnotation("x-opt-m")] int Message,
    [property: ApplicationProperty("p")] int Property,
    [property: Footer("x-opt-f")] int Footer);
