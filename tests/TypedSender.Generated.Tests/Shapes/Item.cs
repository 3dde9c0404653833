namespace TypedSender.Generated.Tests.Shapes;

/// <summary>The smallest contract of which there are several.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial record Item([property: AmqpMember(Order = 0)] int N)
{
    /// <summary>A message of it in hexadecimal digits.</summary>
    public static string Message(int n) => $"005377c0030154{n:x2}";
}
